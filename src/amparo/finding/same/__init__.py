"""Whether two cases are about one child: suggested by the machine, decided by a person."""
