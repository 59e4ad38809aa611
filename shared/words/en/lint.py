"""Words that a record must not hold (`shared.lint`): what was found, why holding it is a risk, what to do."""

_NEVER = "Remove it: no quote justifies holding it."
_DO = "Remove it. Keep it only if it is the exact words of a federal agent and matters to the report, and say why."

WORDS = {
    "lint.immigration_status": f"This tells somebody's immigration or citizenship status. The law does not let us ask for it, and a record that holds it can be used against that person. {_DO}",
    "lint.nationality": f"This tells what country or people somebody belongs to. It says nothing about what happened, and it can be used to find that person. {_DO}",
    "lint.birthplace": f"This tells where somebody was born or comes from. The City does not collect it, and it can be used to find that person. {_DO}",
    "lint.a_number": f"This looks like an A-number, the number of a person's immigration file. Whoever has it can look that person up. {_NEVER}",
    "lint.ssn": f"This looks like a Social Security number. Whoever has it can take on that person's identity. {_NEVER}",
    "lint.travel_document": f"This tells of a passport, a visa or another document for travel or from a consulate. It shows a person's status or nationality. {_DO}",
    "lint.home_address": f"This looks like the address where somebody lives. A released copy would lead to their door. {_NEVER}",
    "lint.federal_personal_contact": f"This looks like a private telephone, e-mail, account, home or family of a federal person. Only what the agency itself gives out belongs here: an office or duty line. {_NEVER}",
}
