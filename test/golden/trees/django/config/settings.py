"""Django's settings; what differs from place to place comes from the environment."""

from django.core.management.utils import get_random_secret_key

from app.core.body import MAX_BYTES
from app.core.config import Settings
from app.core.database import database_at

ENVIRONMENT = Settings()

DEBUG = False
# Only the admin signs anything, or makes a link from the name of the host.
SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value() or get_random_secret_key()
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts or ["*"]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BYTES
DATABASES = {"default": database_at(ENVIRONMENT.database_url)}
LOGGING_CONFIG = None
SECURE_CONTENT_TYPE_NOSNIFF = False  # the exchange sends it
TIME_ZONE = "UTC"
USE_I18N = False

INSTALLED_APPS = ["app"]
MIDDLEWARE = [
    "app.core.handlers.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
SILENCED_SYSTEM_CHECKS = [
    "models.E034",  # the length of names, which only Oracle limits
    "security.W002",  # without the admin there are no pages to frame
    "security.W003",  # and no cookies to forge a request with
    "security.W004",  # TLS ends in front of this service
    "security.W006",
    "security.W008",
]

if ENVIRONMENT.admin_enabled:
    INSTALLED_APPS += [
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.contrib.staticfiles",
    ]
    MIDDLEWARE += [
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ]
    CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = ENVIRONMENT.app_env == "production"
    STATIC_URL = "admin/static/"
    WHITENOISE_USE_FINDERS = True
