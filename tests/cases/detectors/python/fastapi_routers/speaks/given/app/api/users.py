from fastapi import APIRouter, FastAPI, Security

from app.auth import verify

router = APIRouter(prefix="/users", tags=["users"])
admin: APIRouter = APIRouter(prefix=f"{router.prefix}/admin", dependencies=[Security(verify)])
reports = FastAPI()
