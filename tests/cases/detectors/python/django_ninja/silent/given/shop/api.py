"""The code of a ninja, without the library."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/x")
def x(): ...
