import aiohttp


async def fetch(session: aiohttp.ClientSession):
    names = [session.get("/a"), dict.get("x")]
    async with session.get("/orders") as answer:
        return await answer.json(), names
