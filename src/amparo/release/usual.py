"""The file that is offered to start from: the tables that most releases have."""

from datetime import date

TEXT = """\
# Fixed tables that are published. Counts below the threshold are hidden, and as many others
# as keep them from being worked out. Fewer axes and more years hide less.
name = "children-found"
from = {year}
to = {year}
definition = "un_protocol"
standings = ["presumed", "identified"]
threshold = 11
licence = "CC BY 4.0"

[title]
en = "Children found to be trafficked, {year}"
fr = "Enfants reconnus victimes de la traite, {year}"
es = "Niñas y niños reconocidos como víctimas de trata, {year}"
ar = "أطفال تبيّن أنهم ضحايا الاتجار، {year}"

[[table]]
name = "sex-and-age"
axes = ["age_band", "sex"]

[[table]]
name = "form-of-exploitation"
axes = ["forms", "sex"]

[[table]]
name = "movement"
axes = ["movement"]

[[table]]
name = "first-noticed-by"
axes = ["identified_by"]

[[table]]
name = "time-to-a-guardian"
axes = ["guardian_time"]

[[table]]
name = "durable-solution"
axes = ["solution"]
"""


def usual(today: date) -> str:
    """For the year before, which is over."""
    return TEXT.format(year=today.year - 1)
