"""Sentences as texts and newspapers write them: what each misquotes, and what is right.

The short quotations are from the texts named beside them; the other sentences are made up.
"""

# UNICEF Executive Board 2004, oral report; UNICEF fact sheet on trafficking; UNICEF 2025, Action
# against child trafficking; ECPAT 2008; ILO-IPEC, page on trafficking in children.
QUOTED_WRONG = {
    "an estimated 1.2 million children are trafficked every year, for sexual and labour"
    " exploitation, illegal adoption": "million_each_year",
    "Human trafficking is estimated to generate \\$12 billion per year.": "twelve_billion",
    "However, according to the latest estimates \navailable, some 1.2 million children are"
    " trafficked \nworldwide every year.1": "million_each_year",
    "More than half of child victims of trafficking are trafficked within their own"
    " countries.<sup>12</sup>": "own_country",
    "The percentage of trafficked girls alone who were identified during the same period rose by"
    " 38 per cent.": "girls_share_rose",
    "According to UNODC's 2024 GLOTIP report, 74 per cent of the traffickers convicted in court"
    " cases globally operated in organized crime groups.": "convicted_in_groups",
}
QUOTED_RIGHT = (
    "In 2002, the ILO \nestimated that in 2000, 1.2 million of the children in the worst forms of"
    " child labour \nhad been trafficked; this estimate did not apply specifically to children"
    " trafficked into \nprostitution or for sexual purposes.37 The estimate of 1.2 million was"
    " subsequently repeated \nby others, but interpreted to mean that 1.2 million children were"
    " being trafficked each year. \nThis interpretation was incorrect.",
    "Although no precise figures exist, the ILO (in 2005) estimated that 980,000 to 1,225,000"
    " children - both boys and girls - are in a forced labour situation as a result of"
    " trafficking.",
    "between 2020 and 2023, national crime authorities detected 202,478 trafficking victims, 38 per"
    " cent of whom were children.",
    "The report further highlights a 31 per cent increase of detected child victims between 2019"
    " and 2022, higher than the overall increase detected during the same period for all age groups"
    " (25 per cent).",
    "12 per cent, or 3,3 million out of the more than 27,6 million people trapped in forced labour"
    " globally are children. More than half of these children are in commercial sexual"
    " exploitation.",
    "campaigners \nsuggested that some 30,000 to 60,000 women and girls might be trafficked into"
    " sexual \nexploitation in Germany. Vastly fewer cases were reported.81",
    "it allocated US$528 million to efforts to combat \nglobal trafficking",
    "Globally, 38 per cent of women have experienced online violence.",
    "An estimated one in three children in institutions are children with disabilities.",
)

MISQUOTED = {
    "million_each_year": (
        "Every year 1.2 million children are trafficked.",
        "1.2m children are trafficked annually.",
        "1,200,000 children fall victim to traffickers each year.",
        "1 200 000 children a year are trafficked, says UNICEF.",
        "1,2 million children are trafficked each year.",
        "Each year, one point two million boys and girls are trafficked across the globe.",
        "Child trafficking claims 1.2 million new victims every year.",
        "The UN says as many as 1.2 million minors are trafficked per year.",
        "Some 1.2 million children – that is one every 26 seconds – are trafficked every year.",
        "According to the ILO, 1.2 million children are trafficked each year.",
        "The number of children trafficked annually is put at 1.2 million.",
        "It is wrong that 1.2 million children are trafficked every year and we do so little.",
        "An estimated 1.2 million children are traf-\nficked every\nyear.",
        "1.2-million children are trafficked every single year.",
        "UNICEF estimates that 1.2 million children are trafficked every year.[4]",
        "More than a million children are trafficked each year.",
        "Chaque année, 1,2 million d'enfants sont victimes de la traite.",
        "Cada año 1,2 millones de niños son víctimas de la trata.",
        "يقع 1.2 مليون طفل ضحية الاتجار كل عام.",
        "١٫٢ مليون طفل يقعون ضحايا للاتجار بالبشر سنوياً",
        "Worldwide 1.2 million children are bought and sold into slavery every year.",
        "The United Nations estimates 1.2 million children to be trafficked every year.",
        "Child trafficking: 1.2 million children a year.",
        "Child trafficking has no borders. It takes 1.2 million children every year.",
    ),
    "million_by_unicef": ("UNICEF estimates that 1.2 million children have been trafficked.",),
    "million_without_year": (
        "An estimated 1.2 million children are trafficked.",
        "1.2 million children are victims of human trafficking.",
    ),
    "stock_each_year": (
        "Between 980,000 and 1,225,000 children are trafficked every year.",
        "Each year 980 000 to 1 225 000 children are trafficked.",
        "980,000–1.225 million children a year are forced to work as a result of trafficking.",
        "Up to 1,225,000 children are trafficked annually.",
    ),
    "two_million_each_year": (
        "The ILO says 2.4 million people are trafficked every year.",
        "2.45 million people are trafficked annually.",
    ),
    "twelve_billion": (
        "Child trafficking is a $12 billion business.",
        "Trafficking in children is worth US$12 billion a year.",
        "Traffickers make twelve billion dollars a year.",
        "The trade in human beings generates 12 billion dollars.",
        "The trade in children brings in $12bn a year.",
        "Human trafficking is a 12-billion-dollar industry.",
        "Human trafficking is a scourge. It generates $12 billion a year.",
        "Traffickers earn USD 5-12 billion every year.",
        "La traite des êtres humains rapporte 12 milliards de dollars par an.",
    ),
    "thirty_two_billion_children": (
        "Child trafficking generates $32 billion a year.",
        "Trafficking in children is a US$32 billion industry.",
    ),
    "forced_labour_profits": (
        "Human trafficking is a $150 billion industry.",
        "Trafficking generates 236 billion dollars a year.",
        "Traffickers make an estimated $150bn annually.",
        "Human trafficking, including forced labour, is a 150 billion dollar business.",
        "La trata genera 150.000 millones de dólares al año.",
    ),
    "trafficked_children_forced_labour": (
        "There are 3.3 million trafficked children in the world.",
        "3.3 million children are victims of trafficking.",
        "Worldwide, 3,3 million victims of human trafficking are children.",
    ),
    "trafficked_children_2012": ("5.5 million children are trafficked.",),
    "forced_labour_called_trafficking": (
        "27.6 million people are victims of human trafficking.",
        "There are 27.6 million victims of trafficking worldwide.",
        "Human trafficking affects 49.6 million people.",
        "Nearly 28 million people are trafficked today.",
        "Traffickers hold 24.9 million people.",
        "An estimated 20.9 million men, women and children are trafficked.",
        "12.3 million victims of trafficking",
        "Human trafficking has 27.6 million victims.",
        "50 million people are trafficked around the world.",
        "There are 27.6 million victims worldwide at any given time, and human traffickers prey on"
        " people of all ages.",
        "27,6 millions de personnes sont victimes de la traite.",
        "Hay 27,6 millones de víctimas de la trata en el mundo.",
    ),
    "third_largest": (
        "Human trafficking is the third largest criminal industry in the world.",
        "Trafficking is the second-largest criminal enterprise after drugs.",
        "Human trafficking is the world's fastest-growing criminal industry.",
        "Trafficking is the third most profitable criminal activity.",
        "Human trafficking is one of the largest illegal trades, the third biggest international"
        " crime industry.",
    ),
    "crossing_borders": (
        "600,000-800,000 people are trafficked across borders each year.",
        "Between 600,000 and 800,000 people are trafficked across international borders.",
        "600 to 800 thousand people are trafficked every year.",
        "Up to 800,000 people are trafficked across borders every year.",
    ),
    "two_million_range": ("700,000 to 2 million women and children are trafficked each year.",),
    "thirty_million": ("30 million children were trafficked in the last 30 years.",),
    "million_into_sex_trade": ("One million children enter the sex trade each year.",),
    "detected_each_year": ("202,478 victims of trafficking are detected every year.",),
    "detected_called_victims": (
        "UNODC counted 202,478 victims of trafficking from 2020 to 2023.",
        "There were 202 478 trafficking victims.",
    ),
    "detected_without_years": (
        "UNODC says 202,478 victims of trafficking were detected.",
        "Authorities identified 202.478 trafficked persons.",
    ),
    "stock_and_flow_added": (
        "Together with the 202,478 detected victims of trafficking of 2020-2023, the 27.6 million"
        " in forced labour make a terrible sum.",
    ),
    "girls_share_rose": ("The share of girls among trafficking victims rose by 38%.",),
    "share_rose": ("The proportion of children among trafficking victims rose by 31 per cent.",),
    "forty_two_for_forty_seven": (
        "Trafficking for forced labour rose by 42 per cent between 2019 and 2022.",
        "The number of victims in forced labour increased 42% since 2019, UNODC says.",
    ),
    "detections_read_as_growth": (
        "Human trafficking rose by 25 per cent between 2019 and 2022.",
        "Child trafficking has increased by 31 per cent.",
        "Trafficking is up 25%.",
        "A 38 per cent rise in the trafficking of girls shocked experts.",
        "Trafficking of children surged by 31% after the pandemic.",
        "There was a 25% increase in human trafficking.",
    ),
    "own_country": (
        "Over 50 per cent of trafficked children are exploited in their own country.",
        "More than half of trafficked children never leave home: they are trafficked domestically.",
        "Half of all child victims are trafficked within national borders.",
    ),
    "convicted_in_groups": (
        "74% of traffickers belong to organised crime.",
        "Seventy-four per cent of convicted traffickers worked in organised criminal groups.",
    ),
    "children_among_victims": (
        "38 per cent of all trafficking victims are children.",
        "One in three victims of human trafficking is a child.",
        "Children make up 50 per cent of trafficking victims.",
        "Half of all victims of trafficking are children.",
        "Nearly a third of trafficking victims are children.",
    ),
    "case_records_called_victims": ("There are 206,000 victims of trafficking in the world.",),
    "world_cup": ("40,000 women were trafficked to the football World Cup of 2006.",),
}

RIGHT = (
    "It is wrong to say that 1.2 million children are trafficked every year.",
    "The figure of 1.2 million children trafficked each year is often misquoted.",
    "The ILO never said that 1.2 million children are trafficked every year.",
    "It is a myth that 1.2 million children are trafficked every year.",
    "1.2 million children were in this situation in 2000; this does not mean that 1.2 million are"
    " trafficked each year.",
    "The ILO estimated that 1.2 million children had been trafficked in 2000.",
    "“1.2 million children are trafficked every year.” This claim is wrong.",
    "In 2005 the ILO estimated that between 980,000 and 1,225,000 children were in forced labour"
    " as a result of trafficking.",
    "The origin of the US$12 billion said to be made with trafficking each year is unknown.",
    "27.6 million people were in forced labour on any day of 2021.",
    "49.6 million people live in modern slavery, of whom 27.6 million are in forced labour; how"
    " many of them were trafficked is not known.",
    "27.6 million people in forced labour are not 27.6 million victims of trafficking.",
    "3.3 million children are in forced labour.",
    "Forced labour generates US$236 billion a year, more than trafficking alone.",
    "Forced labour in the private economy yields 150 billion dollars in illegal profits.",
    "Trafficked people in forced labour yielded profits of US$32 billion in 2005.",
    "From 2020 to 2023, the authorities of 156 countries detected 202,478 victims of trafficking.",
    "The number of detected victims of trafficking rose by 25 per cent between 2019 and 2022.",
    "Detected victims in forced labour rose by 47 per cent, and are 42 per cent of all detected.",
    "That trafficking is the third largest criminal industry has no known source.",
    "600,000 to 800,000 people trafficked across borders was a figure of the US government that was"
    " criticised in 2006.",
    "Of the children whom IOM assisted, more than half were trafficked within their own country.",
    "In the court cases that UNODC collected, 74 per cent of the convicted traffickers acted in"
    " organized groups.",
    "Of the detected victims of trafficking, 38 per cent were children.",
)

ORDINARY = (
    "The programme against child trafficking has a budget of 1.2 million dollars every year.",
    "UNICEF spent US$12 billion last year, some of it against child trafficking.",
    "The province has a population of 1.2 million, and children there are trafficked every year.",
    "The town of 1.2 million inhabitants trains teachers about trafficked children every year.",
    "A campaign on child trafficking reached 1.2 million viewers, many of them young, each year.",
    "The company earned 12 billion dollars a year.",
    "Drug trafficking is worth US$12 billion a year.",
    "Arms trafficking generates $150 billion.",
    "Wildlife trafficking is the fourth largest criminal trade.",
    "Some 1.2 million children are vaccinated every year.",
    "1.2 million children drop out of school every year.",
    "The number of reports rose by 38 per cent.",
    "Turnout rose by 25 per cent.",
    "A quarter of the staff were trained on trafficking.",
    "3.3 million children were displaced.",
    "Half of the children in the school are girls.",
    "More than half of child marriages happen within their own country.",
    "27.6 million people live in the region, where traffickers are active and residents poor.",
    "Of 1,000 children, 38 per cent were girls.",
    "Football is the third largest industry in the city.",
    "Two hundred and two children were assisted in 2023 after trafficking.",
    "In 2022, 25 victims of trafficking were identified, 31 in 2023 and 38 in 2024.",
    "The country has 50 million people and a new law on trafficking.",
    "In 2022, 1.2 million children were enrolled in schools near the border, where trafficking is"
    " checked every year.",
    "Every year the ministry publishes how many of the 1.2 million children in the country were"
    " reported as trafficked.",
    "UNICEF has reached 1.2 million children with anti-trafficking messages every year.",
    "The trafficking law protects 3.3 million children.",
    "50 per cent of the staff of the shelter for trafficked children are from their own country.",
    "The European Union gave 32 million euros to fight child trafficking.",
)
