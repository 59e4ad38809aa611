"""Why something is shown to fewer people than its question says, and to whom."""

WORDS = {
    "P-E1": "About a child: withheld, but whether and when help was called.",
    "P-E2": "A private home, or not known to be none: the exact place is withheld, the block stays.",
    "P-E3": "An anonymous reporter: words, language and evidence are withheld.",
    "P-E4": "The victim of a listed crime asked for it: contact and words are withheld.",
    "P-E5": "More than general words: a clerk decides.",
    "P-E6": "Words that must not be held: withheld.",
    "P-E7": "Disclosure endangers the reporter: contact, words and evidence are withheld.",
    "P-E8": "The plate of an unmarked vehicle may be private: withheld.",
    "privacy.P": "Public",
    "privacy.R": "Restricted: shown only after a clerk's decision",
    "privacy.C": "Confidential: never shown to the public",
    "recipient.court": "Court",
    "recipient.prosecutor": "Prosecutor",
    "recipient.oversight": "Oversight",
    "recipient.public": "Public",
    "recipient.subject": "The person it is about",
}
