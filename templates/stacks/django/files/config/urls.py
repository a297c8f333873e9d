"""The paths of the API, of the admin, and what is answered anywhere else."""

from django.conf import settings
from django.contrib import admin
from django.urls import path

from app.api import api

urlpatterns = [path("", api.urls)]
if settings.ENVIRONMENT.admin_enabled:
    urlpatterns += [path("admin/", admin.site.urls)]

handler400 = handler403 = handler404 = handler500 = "app.core.handlers.answer"
