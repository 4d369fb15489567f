from sqlalchemy import delete, func, or_, select, text, update

from shop.models import Item, Order, User, lines


async def page(session, state, newest):
    query = select(Order).where(Order.state == state)
    if newest:
        query = query.order_by(Order.created.desc(), Order.id)
    query = query.filter(or_(Order.total > 3, ~Order.paid.is_(True))).limit(10)
    return (await session.execute(query)).scalars().all()


async def one(session, id):
    stmt = select(User).join(Order, Order.user_id == User.id).where(User.id == id)
    result = await session.execute(stmt)
    return result.scalar_one_or_none()


def old(db, ids):
    total = db.query(func.count(Order.id)).filter(Order.id.in_(ids)).scalar()
    for each in ids:
        db.query(User).filter_by(id=each, active=True).first()
        db.get(Item, each)
    db.query(Item).filter(Item.sku == "x").delete()
    return total, User.query.order_by(User.name).all(), User.query.get(3)


def change(session):
    session.execute(update(Order).where(Order.id == 1).values(state="x"))
    session.execute(delete(Item))
    session.execute(select(lines).where(lines.c.order_id == 1))
    session.execute(text("SELECT * FROM public.items WHERE id = :id"))
    item = Item(sku="x")
    session.add(item)
    session.add_all([User(), make()])
    return [session.scalar(select(User.id).where(User.id == i)) for i in range(3)]
