"""The one library that all components join."""

from django import template

register = template.Library()
