"""Why each question is asked: short codes for the duty or law behind it.

The labels ED17-P1 to ED17-C1 are this project's own: the directive's text was available only through the Mayor's
summary and press accounts, so its numbering is not reproduced. `docs/directive.md` says so, duty by duty. The
sentences that people read are in `shared.words` under `clause.<code>`.
"""

CLAUSES: dict[str, str] = {
    "ED17-L1": "Executive Directive 17: officers who respond activate body-worn video",
    "ED17-L2": "Executive Directive 17: preserve the video and all other material about the enforcement activity",
    "ED17-L3": "Executive Directive 17: document name and badge number of the on-scene federal supervisor",
    "ED17-L4": "Executive Directive 17: summon emergency personnel when someone is injured",
    "ED17-L5": "Executive Directive 17: take reports from the public about agents' alleged misconduct",
    "ED17-L6": "Executive Directive 17: monthly report to the Police Commission",
    "ED17-P1": "Executive Directive 17: City property is not to be used for staging, processing or as a base",
    "ED17-P2": "Executive Directive 17: departments identify City property that could be so used",
    "ED17-P3": "Executive Directive 17: signs, locked gates and barriers on City property",
    "ED17-P4": "Executive Directive 17: a judicial warrant or court order for non-public City areas",
    "ED17-P5": "Executive Directive 17: an ordinance on private owners who let agents use their property",
    "ED12": "Executive Directive 12 (11 July 2025): activity on City property is reported to the Mayor's Office",
    "LAPD-2025-06": "Chief's guidance, 27 June 2025: ask for a supervisor, verify credentials on camera",
    "LAPD-2026-02": "Chief's note, February 2026: identify agents, document the encounter, refer suspected crimes",
    "LAPD-BWV": "LAPD body-worn video procedures, 2015 and 2020 (two-minute buffer without sound)",
    "LAPD-MANUAL-5": "LAPD Manual volume 5: crime reports are completed even when information is incomplete",
    "LAPD-CAD": "LAPD incident, unit, area and report numbering",
    "GOV-7284.6": "California Values Act, Gov. Code 7284.6: no inquiry into immigration status, no assistance",
    "GOV-7923.615": "Public Records Act, Gov. Code 7923.615: what must be made public of complaints and responses",
    "RIPA": "11 CCR 999.226: block, cross street or landmark instead of an exact address; date on which it began",
    "CFR-8-287.8": "8 CFR 287.8(c)(2)(iii): identify as an immigration officer and state the reason at arrest",
    "SB-627": "Penal Code 185.5 (SB 627): facial coverings, recorded as an observation only",
    "SB-805": "Penal Code 13654 (SB 805): visible identification, recorded as an observation only",
    "USC-18-119": "18 U.S.C. 119: private contact data of federal personnel is not held",
    "WIC-827": "Welfare and Institutions Code 827, 828, 831: juvenile information",
    "MARSY": "California Constitution art. I section 28(b): a victim's confidential information",
    "CIV-1798.3": "Civil Code 1798.3: personal information",
    "PC-832.7": "Penal Code 832.7: complaints about LAPD employees are kept apart",
    "SB-691": "SB 691 (pending): recording of medical treatment",
    "RECORD": "Needed so that the record can be found, ordered and proved",
}
