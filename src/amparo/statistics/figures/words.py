"""What the codes of a meaning are called, and the sentence of every reason and every break.

Pure: `wording` translates. A code that is not here is said as it stands, so that a figure of
somebody else's, with a definition of its own, can be said as well.
"""

from typing import Final

from amparo.terms.messages import N_

# Without a number, for "38 % of …" and "… per 100,000". By unit, sex and whether only detected.
NOUNS: Final = {
    ("child", "", True): N_("detected children"),
    ("child", "female", True): N_("detected girls"),
    ("child", "male", True): N_("detected boys"),
    ("person", "", True): N_("detected persons"),
    ("victim", "", True): N_("detected victims"),
    ("episode", "", True): N_("detected episodes of trafficking"),
    ("event", "", True): N_("detected events of exploitation"),
    ("detection", "", True): N_("detections"),
    ("perpetrator", "", True): N_("known perpetrators (detected)"),
    ("case", "", True): N_("detected cases"),
    ("court_case", "", True): N_("court cases (detected trafficking only)"),
    ("child", "", False): N_("children"),
    ("child", "female", False): N_("girls"),
    ("child", "male", False): N_("boys"),
    ("person", "", False): N_("persons"),
    ("victim", "", False): N_("victims, detected or not"),
    ("episode", "", False): N_("episodes of trafficking"),
    ("event", "", False): N_("events of exploitation"),
    ("perpetrator", "", False): N_("perpetrators"),
    ("case", "", False): N_("cases"),
    ("court_case", "", False): N_("court cases"),
    ("usd", "", False): N_("US dollars"),
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "unit": {
        "child": N_("children"),
        "person": N_("persons"),
        "victim": N_("victims"),
        "episode": N_("episodes of trafficking"),
        "event": N_("events of exploitation"),
        "detection": N_("times that somebody was detected"),
        "perpetrator": N_("perpetrators"),
        "case": N_("cases"),
        "court_case": N_("court cases"),
        "usd": N_("US dollars"),
    },
    "stock": {
        "stock": N_("a stock: how many there are at one time"),
        "in_exploitation": N_(
            "a stock: how many were in exploitation on that day, as far as they were found"
        ),
        "known": N_(
            "a stock: all who had become known by that day since the records began, also those who"
            " are safe long since"
        ),
        "flow": N_("a flow: how many come up in the course of a period"),
    },
    "counting": {
        "once": N_("Each is counted once in this time, however often they were recorded."),
        "once_a_year": N_("Each is counted once in every year in which they were recorded."),
        "each_episode": N_("Each episode is counted, so that one child may be counted again."),
        "each_time": N_("Each record is counted, so that one child may be counted many times."),
    },
    "definition": {
        "un_protocol": N_("the UN Trafficking Protocol of 2000"),
        "with_movement": N_("trafficking only where the child was moved"),
        "national_law": N_("the national law"),
        "national_laws": N_("the law of each reporting country"),
        "forced_labour_c29": N_("forced labour, by ILO Convention 29"),
        "forced_labour_trafficking": N_("forced labour as a result of trafficking, by the ILO"),
        "worst_forms_c182": N_("the worst forms of child labour, by ILO Convention 182"),
        "modern_slavery": N_("forced labour and forced marriage together"),
        "resident_population": N_("everybody who lives in the place"),
    },
    "standings": {
        "suspected": N_("suspected"),
        "presumed": N_("presumed"),
        "identified": N_("identified"),
        "not_trafficked": N_("not trafficked"),
        "assisted": N_("assisted"),
        "any": N_("any"),
        "not_applicable": N_("does not apply"),
        "not_stated": N_("the source does not say"),
    },
    "method": {
        "full_count": N_("a full count of the records, without a sample"),
        "case_records": N_("case records of those who were assisted or registered"),
        "questionnaire": N_("a questionnaire that authorities fill in"),
        "list": N_("a list kept by an agency"),
        "linked_lists": N_("lists kept by agencies, linked as far as they say who is who"),
        "register_and_lists": N_(
            "a full count of the register together with lists kept by agencies, linked as far as"
            " they say who is who"
        ),
        "survey": N_("a sample survey"),
        "census": N_("a census"),
        "projection": N_("a projection from a census"),
        "capture_recapture": N_("an estimate from reports that overlap (capture and recapture)"),
        "multiple_systems": N_("an estimate from lists that overlap (multiple systems)"),
        "extrapolation": N_("an extrapolation from reports already published"),
        "model": N_("a model"),
        "undisclosed": N_("a method that was not made known"),
    },
    "population": {
        "register": N_("trafficked children known to the register"),
        "trafficked_children": N_("trafficked children"),
        "trafficked_persons": N_("trafficked persons"),
        "resident_children": N_("children who live in the place"),
        "residents": N_("everybody who lives in the place"),
    },
    "detected": {
        "yes": N_("only those who were detected"),
        "no": N_("all, detected or not"),
    },
    "measure": {
        "count": N_("a number"),
        "share": N_("a share"),
        "rate": N_("a rate"),
        "median": N_("a median"),
        "ratio": N_("a ratio"),
        "cumulative_incidence": N_("a share by a certain day"),
    },
    "measures": {
        "guardian": N_("time until a guardian was appointed"),
        "decision": N_("time until the first best-interests decision"),
        "identification": N_("time until the competent authority decided on the identification"),
        "solution": N_("time until a durable solution"),
    },
    "measured_in": {"days": N_("days"), "months": N_("months"), "years": N_("years")},
    "not_shown": {
        "too_few": N_("too few to be shown without pointing to a child"),
        "few_or_none": N_("few or none"),
        "not_reported": N_("not reported"),
        "not_known": N_("not known"),
        "not_reached": N_("not reached: fewer than half have come that far"),
        "not_stated": N_("not stated by the source"),
        "nobody": N_("there is nobody to take a share of"),
    },
    "expresses": {
        "sampling": N_("how far the sample that was drawn may be from the whole"),
        "reference_sample": N_("how far the sample of the reference population may be off"),
        "survival": N_("how much may still change while some are waiting"),
        "models": N_("from the lowest to the highest of the models tried"),
        "assumptions": N_("from the lowest to the highest of the assumptions made"),
        "linkage": N_("records that may have been wrongly joined, or wrongly kept apart"),
        "detection": N_("how many of all may have been detected"),
    },
    "axis": {
        "sex": N_("Sex"),
        "age_group": N_("Age group"),
        "form": N_("Form of exploitation"),
        "duration": N_("Duration of the exploitation"),
        "year": N_("Year"),
        "guardian_time": N_("Time to a guardian"),
        "decision_time": N_("Time to the first best-interests decision"),
        "identification_time": N_("Time to identification by the competent authority"),
        "solution_time": N_("Time to a durable solution"),
    },
    "value": {
        "true": N_("yes"),
        "false": N_("no"),
        "unknown": N_("not known"),
        "not_asked": N_("not asked"),
        "not_known": N_("not known"),
        "refused": N_("would not say"),
        "not_applicable": N_("does not apply"),
        "no_answer": N_("no answer, for other reasons"),
        "others_together": N_("all others together"),
        "female": N_("female"),
        "male": N_("male"),
        "child": N_("under 18"),
        "adult": N_("18 and over"),
        "begging": N_("begging"),
        # How long it lasted, how long it took, and what came instead.
        "under_a_month": N_("under a month"),
        "one_to_three_months": N_("one to three months"),
        "three_to_twelve_months": N_("three to twelve months"),
        "one_to_three_years": N_("one to three years"),
        "over_three_years": N_("over three years"),
        "within_a_day": N_("within a day"),
        "within_a_week": N_("within a week"),
        "within_a_month": N_("within a month"),
        "within_three_months": N_("within three months"),
        "within_a_year": N_("within a year"),
        "later": N_("after more than a year"),
        "turned_18": N_("turned 18 before"),
        "transferred": N_("was handed over to another country before"),
        "died": N_("died before"),
        "disappeared": N_("disappeared before"),
        "closed": N_("the case was closed before"),
        "still_waiting": N_("still waiting"),
    },
    "way": {
        "period": N_("period"),
        "place": N_("place"),
        "restrictions": N_("group"),
    },
}

REASONS: Final = {
    # What must be the same for everything
    "unit": N_("One counts %(one)s, the other %(other)s."),
    "population": N_("They are about different people: %(one)s, and %(other)s."),
    "stock": N_(
        "One is a stock: how many there are at one time. The other is a flow: how many come up in"
        " the course of a period. A stock is not a number “every year”."
    ),
    "stock_kind": N_(
        "They are two kinds of stock: %(one)s, and %(other)s. Who is known is not in exploitation"
        " for that reason, and who is in exploitation is often not known yet."
    ),
    "length": N_(
        "They are of periods of different length: %(one)s, and %(other)s. A longer period counts"
        " more by itself."
    ),
    "definition": N_("They use different definitions: %(one)s, and %(other)s."),
    "standings": N_(
        "They count different identification statuses: %(one)s, and %(other)s. Whoever counts"
        " suspected children counts more."
    ),
    "counting": N_("They follow different rules of counting. %(one)s %(other)s"),
    "method": N_("They were made by different methods: %(one)s, and %(other)s."),
    "detected": N_(
        "One counts only those who were detected, the other tries to count all. Nobody knows how"
        " many were not detected."
    ),
    "reference_for": N_("One is a reference population, the other is not, or of somebody else."),
    "measure": N_("One is %(one)s, the other %(other)s."),
    "per": N_("One is for each %(one)s, the other for each %(other)s."),
    "measures": N_("They measure different things: %(one)s, and %(other)s."),
    "measured_in": N_("One is measured in %(one)s, the other in %(other)s."),
    "within_days": N_("One is after %(one)s days, the other after %(other)s."),
    "denominator": N_("They are divided by things that are not comparable themselves."),
    # Adding
    "same_twice": N_("This is the same figure twice."),
    "two_differ": N_(
        "They differ in more than one way (%(one)s). Add over one of them first, then over the"
        " other."
    ),
    "stocks_over_time": N_(
        "Stocks of different days are never added: those who were there on both days would be"
        " counted twice."
    ),
    "once_a_year_over_years": N_(
        "Each child is counted once in every year. A child known in two years stands in both, so"
        " the years cannot be added up to a number of children."
    ),
    "once_over_periods": N_(
        "Each child is counted once in each period. A child known in both stands in both, so the"
        " periods cannot be added up to a number of children. Count the whole time at once, or"
        " count episodes."
    ),
    "periods_overlap": N_("The periods overlap: %(one)s, and %(other)s."),
    "gap": N_("Time is missing between the two periods: %(one)s, and %(other)s."),
    "places_overlap": N_("One of the places may lie in the other: %(one)s, and %(other)s."),
    "groups_overlap": N_("Somebody may be in both groups: %(one)s, and %(other)s."),
    "several_each": N_(
        "One child may have several of these (%(one)s), so that adding them counts some children"
        " twice."
    ),
    "parts_by_others": N_("Different agencies reported for the two groups."),
    "source_added": N_(
        "They come from different sources, %(one)s and %(other)s, and the same child may be in"
        " both."
    ),
    "version_added": N_(
        "They come from different versions of the source, %(one)s and %(other)s, between which"
        " records were changed."
    ),
    "identified_by_added": N_(
        "They count those identified by different authorities, and the same child may be in both."
    ),
    "known_on_added": N_(
        "They are as known on different days, %(one)s and %(other)s. Count both again on one day."
    ),
    "only_counts_added": N_("Only numbers are added; these are %(one)s and %(other)s."),
    "intervals_added": N_("Ranges are not added: together they would not mean what each means."),
    # Dividing
    "source_of_whole": N_("Part and whole come from different sources: %(one)s, and %(other)s."),
    "version_of_whole": N_("Part and whole are of different versions: %(one)s, and %(other)s."),
    "known_on_of_whole": N_(
        "Part and whole are as known on different days: %(one)s, and %(other)s."
    ),
    "coverage_of_whole": N_("Others reported for the part than for the whole."),
    "identified_by_of_whole": N_("Part and whole were identified by different authorities."),
    "period_of_whole": N_("Part and whole are of different periods: %(one)s, and %(other)s."),
    "place_of_whole": N_("Part and whole are of different places: %(one)s, and %(other)s."),
    "not_part_of_whole": N_("The first is not a part of the second."),
    "more_than_whole": N_("The part is larger than the whole."),
    "not_the_whole": N_("The parts make %(one)s together, the whole is %(other)s."),
    "share_of_reference": N_("Over a reference population it is a rate, not a share."),
    "share_of_share": N_("A share is compared with that of a declared reference population only."),
    "not_a_reference": N_("The second is not declared as the reference population of the first."),
    "not_declared_for": N_(
        "This denominator is declared for others: the figure is about %(one)s, the denominator is"
        " for %(other)s."
    ),
    "reference_place": N_("The denominator is of another place: %(one)s, and %(other)s."),
    "reference_period": N_("The denominator is of another time: %(one)s, and %(other)s."),
    "reference_group": N_("The denominator is of another group than the figure."),
    "divided_measures": N_("These cannot be divided: %(one)s by %(other)s."),
    # Series
    "series_place": N_("The figures of a series are of one place."),
    "series_restrictions": N_("The figures of a series are of one group."),
    "series_overlap": N_("The periods of a series do not overlap: %(one)s, and %(other)s."),
}

BREAKS: Final = {
    "law_changed": N_("The law changed"),
    "training": N_("Those who identify children were trained"),
    "new_reporting_agency": N_("A further agency began to report"),
    "new_definition": N_("The definition changed"),
    "campaign": N_("A campaign made people look"),
    "conflict": N_("A conflict or disaster"),
    "coverage": N_("Not the same ones reported"),
    "source": N_("The source changed"),
    "method": N_("The method changed"),
    "identified_by": N_("Not the same authorities identified"),
    "version": N_("Another version of the source"),
    "reference_source": N_("The reference population comes from another source"),
    "not_over": N_("The period was not over"),
}
