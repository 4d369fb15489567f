"""What builds, tests and delivers: continuous integration and updates of dependencies.

Recognises: workflows of GitHub, Gitea and Forgejo, `.gitlab-ci.yml`, Jenkinsfile, CircleCI, Azure
Pipelines, Bitbucket Pipelines, Travis, Drone, Woodpecker, AppVeyor, Buildkite, Cloud Build,
CodeBuild, Tekton's triggers by folder, TeamCity, Earthly, Dagger; Dependabot and Renovate.
Versions seen: those of 2025.
Not recognised: what the steps do.
Documentation: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library

_TOOLS: dict[str, tuple[str, str]] = {
    ".github/workflows/*.y*ml": ("GitHub Actions", "ci"),
    ".gitea/workflows/*.y*ml": ("Gitea Actions", "ci"),
    ".forgejo/workflows/*.y*ml": ("Forgejo Actions", "ci"),
    ".gitlab-ci.yml": ("GitLab CI", "ci"),
    "*Jenkinsfile": ("Jenkins", "ci"),
    ".circleci/config.yml": ("CircleCI", "ci"),
    "azure-pipelines*.yml": ("Azure Pipelines", "ci"),
    "bitbucket-pipelines.yml": ("Bitbucket Pipelines", "ci"),
    ".travis.yml": ("Travis CI", "ci"),
    ".drone.yml": ("Drone", "ci"),
    ".woodpecker*": ("Woodpecker", "ci"),
    "appveyor.yml": ("AppVeyor", "ci"),
    ".buildkite/*.y*ml": ("Buildkite", "ci"),
    "cloudbuild*.y*ml": ("Cloud Build", "ci"),
    "buildspec*.y*ml": ("AWS CodeBuild", "ci"),
    ".teamcity/*": ("TeamCity", "ci"),
    "Earthfile": ("Earthly", "ci"),
    ".github/dependabot.y*ml": ("Dependabot", "dependency updates"),
    "renovate.json*": ("Renovate", "dependency updates"),
    ".github/renovate.json*": ("Renovate", "dependency updates"),
    "skaffold.yaml": ("Skaffold", "delivery"),
    "Tiltfile": ("Tilt", "delivery"),
    "argocd/*.y*ml": ("Argo CD", "delivery"),
}


@detector(
    paths=(
        "*.github/workflows/*.y*ml", "*.gitea/workflows/*.y*ml", "*.forgejo/workflows/*.y*ml",
        ".gitlab-ci.yml", "Jenkinsfile", "*.circleci/config.yml", "azure-pipelines*.yml",
        "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", ".woodpecker*", "appveyor.yml",
        "*.buildkite/*.y*ml", "cloudbuild*.y*ml", "buildspec*.y*ml", "*.teamcity/*", "Earthfile",
        "*.github/dependabot.y*ml", "renovate.json*", "skaffold.yaml", "Tiltfile",
        "*argocd/*.y*ml",
    ),
)  # fmt: skip
def pipelines(match: Match) -> Iterator[Fact]:
    """The tool whose file this is."""
    path = match.source.path
    for pattern, (name, role) in _TOOLS.items():
        if fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}"):
            yield Library(lines=(1, 1), ecosystem="tool", name=name, role=role)
            return
