"""The 27 columns of CTDC's Global Synthetic Dataset of 2024, in order, and their five groups.

Origin: codebook version 2, February 2024, restated. A flag is 1 or empty. Empty is *not reported*;
it never says no, and nothing here can make a 0 of it.
"""

MEANS = (
    "meansDebtBondageEarnings", "meansThreats", "meansAbusePsyPhySex", "meansFalsePromises",
    "meansDrugsAlcohol", "meansDenyBasicNeeds", "meansExcessiveWorkHours", "meansWithholdDocs",
)  # fmt: skip
EXPLOITATION = ("isForcedLabour", "isSexualExploit", "isOtherExploit")
LABOUR = ("typeOfLabourAgriculture", "typeOfLabourConstruction", "typeOfLabourDomesticWork",
          "typeOfLabourHospitality")  # fmt: skip
SEX = ("typeOfSexProstitution", "typeOfSexPornography")
RECRUITER = ("recruiterRelationIntimatePartner", "recruiterRelationFriend",
             "recruiterRelationFamily", "recruiterRelationOther")  # fmt: skip
GROUPS = {"means": MEANS, "exploitation": EXPLOITATION, "labour": LABOUR, "sex": SEX,
          "recruiter": RECRUITER}  # fmt: skip
PERSON = ("yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation",
          "traffickMonths")  # fmt: skip
COLUMNS = (*PERSON, *MEANS, *EXPLOITATION, *LABOUR, *SEX, *RECRUITER)
FLAGS = COLUMNS[len(PERSON) :]
BANDS = (
    (8, "0--8"), (17, "9--17"), (20, "18--20"), (23, "21--23"), (26, "24--26"), (29, "27--29"),
    (38, "30--38"), (47, "39--47"),
)  # fmt: skip
OLDEST_BAND = "48+"
MONTHS = ((365, "0--12 (0-1 yr)"), (730, "13--24 (1-2 yrs)"))
LONGEST = "25+ (2+ yrs)"


def band_of(age: int) -> str:
    """CTDC's band of an age in whole years; adults have theirs as children do."""
    return next((band for most, band in BANDS if age <= most), OLDEST_BAND)


def months_of(days: int) -> str:
    return next((span for most, span in MONTHS if days <= most), LONGEST)
