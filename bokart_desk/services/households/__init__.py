"""Households: finding them, the case with all that belongs to it, its members, and protection (rule 11)."""

from bokart_desk.services.households.case_view import case_view
from bokart_desk.services.households.finding import (
    HouseholdGroup,
    HouseholdPage,
    HouseholdQuery,
    HouseholdSort,
    count_households,
    find_households,
    household_detail,
    own_consultant,
)
from bokart_desk.services.households.members import (
    MemberGiven,
    add_member,
    move_to_own_household,
    new_household,
    remove_member,
    set_main_person,
)
from bokart_desk.services.households.protecting import Consequences, protection_consequences, set_protection

__all__ = [
    "Consequences",
    "HouseholdGroup",
    "HouseholdPage",
    "HouseholdQuery",
    "HouseholdSort",
    "MemberGiven",
    "add_member",
    "case_view",
    "count_households",
    "find_households",
    "household_detail",
    "move_to_own_household",
    "new_household",
    "own_consultant",
    "protection_consequences",
    "remove_member",
    "set_main_person",
    "set_protection",
]
