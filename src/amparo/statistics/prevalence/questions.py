"""What is to be answered before anything is computed, and which answers make an estimate wrong.

Whoever asks stops there, says why and what to do; what is only uncertain goes on and stands beside
the result. The command says the same questions in its documentation; the page asks them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amparo.terms import N_


@dataclass(frozen=True, slots=True)
class Answer:
    """Where it stops the estimate: why (`stops`) and what to do (`do`); else what is said of it
    beside the result (`said`)."""

    text: str
    said: str = ""
    stops: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`short` names it; `text` asks it; the answers by code, in the order they are offered."""

    short: str
    text: str
    answers: Mapping[str, Answer]


QUESTIONS: Final = {
    "referral": Question(
        N_("Referral"),
        N_(
            "Does any of these agencies tell another of the children it finds? A child who was"
            " referred is on both lists because of that. Count a child on a list only where that"
            " agency came upon it on its own initiative; a referred child is no overlap."
        ),
        {
            "no": Answer(
                N_("No: none of them tells another"),
                said=N_("No agency tells another of the children it finds, it was answered."),
            ),
            "left_out": Answer(
                N_("Yes, but each child is only on the list of the agency that found it"),
                said=N_(
                    "Referred children are counted only where they were found, it was answered."
                ),
            ),
            "counted": Answer(
                N_("Yes, and referred children are on both lists"),
                stops=N_(
                    "Children are on both lists because one agency told the other, not because both"
                    " found them. Lists that depend on each other in this way are taken to overlap"
                    " by chance, and the estimate is wrong, mostly too small."
                ),
                do=N_(
                    "Note in each list who referred each child, and make the table anew with"
                    " `amparo captures`: it counts a child only where it was found. Then answer"
                    " again."
                ),
            ),
            "unknown": Answer(
                N_("It was not recorded who found a child first"),
                stops=N_(
                    "Without it nobody can tell a child whom two agencies found from a child whom"
                    " one referred to the other. Any estimate of such lists is a guess."
                ),
                do=N_(
                    "Ask the agencies who found each child, and note it in the lists; for those"
                    " that cannot tell, leave the whole list out. If that cannot be had, stop here:"
                    " say how many were found, and no more."
                ),
            ),
        },
    ),
    "linked": Question(
        N_("Linking"),
        N_(
            "Were the lists linked, so that each child is one line, however it is spelled? Every"
            " pair that was missed makes the estimate larger."
        ),
        {
            "several": Answer(
                N_("Yes, at several thresholds, and I have a table for each"),
                said=N_("The lists were linked at several thresholds, it was answered."),
            ),
            "once": Answer(
                N_("Yes, at one threshold"),
                said=N_(
                    "The lists were linked at one threshold only: how much hangs on who is taken"
                    " for the same child is not known."
                ),
            ),
            "no": Answer(
                N_("No, or only where the names are spelled alike"),
                stops=N_(
                    "Each child on two lists who was not recognised counts as two, and makes the"
                    " estimate larger, often by much."
                ),
                do=N_(
                    "Link the lists first, with `amparo link`, at several thresholds, and make a"
                    " table of each with `amparo captures`."
                ),
            ),
        },
    ),
    "same": Question(
        N_("The same children"),
        N_(
            "Are all lists about the same children: the same place, period, ages and definition? A"
            " child whom a list could not have held is not missing from it."
        ),
        {
            "yes": Answer(
                N_("Yes, all four are the same"),
                said=N_(
                    "All lists are of the same place, period, ages and definition, it was answered."
                ),
            ),
            "unsure": Answer(
                N_("I do not know it of every list"),
                said=N_(
                    "It is not known of every list whether it is of the same place, period, ages"
                    " and definition."
                ),
            ),
            "no": Answer(
                N_("No: one of them could not have held some of these children"),
                stops=N_(
                    "Children whom a list could not have held are counted as missed by it, and the"
                    " estimate becomes too large."
                ),
                do=N_(
                    "Leave that list out, or take only children whom every list could have held,"
                    " as those of one sex or one district, and say so."
                ),
            ),
        },
    ),
    "closed": Question(
        N_("Coming and going"),
        N_(
            "Could any child have come or gone in between: crossed the border, turned 18, died?"
            " Then take a shorter period."
        ),
        {
            "no": Answer(
                N_("Hardly any, in this period"),
                said=N_("Hardly any child came or went in the period, it was answered."),
            ),
            "some": Answer(
                N_("Some, and the period cannot be made shorter"),
                said=N_(
                    "Some children came or went in the period: who was not there cannot be found,"
                    " which mostly makes the estimate too large."
                ),
            ),
            "many": Answer(
                N_("Many did"),
                stops=N_(
                    "A child who had left, or had not come yet, is taken for one whom an agency"
                    " missed. With many of them the estimate is of no group of children at all."
                ),
                do=N_("Take a shorter period, and make the table anew."),
            ),
        },
    ),
    "unlike": Question(
        N_("Whom nobody can find"),
        N_(
            "Are there children whom none of these agencies could ever find? They are in no"
            " estimate."
        ),
        {
            "yes": Answer(
                N_("Yes"),
                said=N_(
                    "There are children whom none of these agencies could ever find: they are not"
                    " in this estimate, and come on top of it."
                ),
            ),
            "unknown": Answer(
                N_("Nobody knows"),
                said=N_(
                    "Whether there are children whom none of these agencies could ever find is not"
                    " known; if there are, they are not in this estimate."
                ),
            ),
            "no": Answer(
                N_("No: each could come to the notice of one of them"),
                said=N_(
                    "Every child could come to the notice of one of these agencies, it was"
                    " answered; no number can show that."
                ),
            ),
        },
    ),
}  # fmt: skip


def stopped(given: Mapping[str, str]) -> dict[str, Answer]:
    """By question the answers with which nothing may be computed."""
    found = {code: QUESTIONS[code].answers[answer] for code, answer in given.items()}
    return {code: answer for code, answer in found.items() if answer.stops}


def beside(given: Mapping[str, str]) -> list[str]:
    """What the answers say beside the result, as message ids, in the order of the questions."""
    return [QUESTIONS[code].answers[given[code]].said for code in QUESTIONS if code in given]
