"""What a list's columns mean, as a file: `model` says what such a file may say, `reading` reads and
checks one, `shipped` knows those that come along, `proposing` makes a starter for a new list,
`values` turns one cell into codes, `applying` turns rows into facts."""
