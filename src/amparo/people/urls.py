"""Addresses of room `people`."""

from django.urls import path

from amparo.people import administration, pages

app_name = "people"

urlpatterns = [
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-out/", pages.sign_out, name="sign_out"),
    path("invitation/", pages.accept_invitation, name="accept_invitation"),
    path("invitation/<str:token>/", pages.open_invitation, name="open_invitation"),
    path("password/", pages.change_password, name="change_password"),
    path("my-language/", pages.language, name="language"),
    path("administration/agencies/", administration.agencies, name="agencies"),
    path("administration/agencies/new/", administration.new_agency, name="new_agency"),
    path(
        "administration/agencies/<uuid:agency_id>/close/",
        administration.close_agency,
        name="close_agency",
    ),
    path("administration/people/", administration.people, name="people"),
    path("administration/people/invite/", administration.invite, name="invite"),
    path("administration/people/<uuid:user_id>/", administration.person, name="person"),
    path(
        "administration/people/<uuid:user_id>/training/",
        administration.note_training,
        name="note_training",
    ),
    path(
        "administration/people/<uuid:user_id>/invite-again/",
        administration.invite_again,
        name="invite_again",
    ),
    path(
        "administration/people/<uuid:user_id>/close/", administration.deactivate, name="deactivate"
    ),
    path(
        "administration/people/<uuid:user_id>/roles/", administration.grant_role, name="grant_role"
    ),
    path("administration/roles/", administration.roles, name="roles"),
    path(
        "administration/roles/<int:grant_id>/confirm/",
        administration.confirm_role,
        name="confirm_role",
    ),
    path("administration/roles/<int:grant_id>/end/", administration.end_role, name="end_role"),
]
