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
BANDS = {
    "from_0_to_8": "0--8", "from_9_to_17": "9--17", "from_18_to_20": "18--20",
    "from_21_to_23": "21--23", "from_24_to_26": "24--26", "from_27_to_29": "27--29",
    "from_30_to_38": "30--38", "from_39_to_47": "39--47", "from_48": "48+",
}  # fmt: skip
MONTHS = {
    "up_to_12_months": "0--12 (0-1 yr)", "from_13_to_24_months": "13--24 (1-2 yrs)",
    "from_25_months": "25+ (2+ yrs)",
}  # fmt: skip
"""How CTDC writes the codes of our columns `age_band_ctdc` and `months_ctdc`."""
