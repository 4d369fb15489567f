import dj_database_url
import environ

env = environ.Env()

INSTALLED_APPS = [
    "django.contrib.sites",
    "shop",
]
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
if DEBUG:
    MIDDLEWARE.append("shop.middleware.RequestLoggingMiddleware")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "PASSWORD": "hunter2",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"pool": {"max_size": 12}},
    },
    "old": dj_database_url.config(default="mysql://u:p@h/db", conn_max_age=0),
    "odd": env.db("ODD_URL"),
}
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
}
FORCE_SCRIPT_NAME = "/shop"
