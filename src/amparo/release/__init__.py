"""Figures that leave: fixed tables made safe, attacked, signed and published; the annual report."""
