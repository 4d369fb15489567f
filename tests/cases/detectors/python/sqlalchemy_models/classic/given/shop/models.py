from shop import db

membership = db.Table(
    "membership",
    db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
    db.Column("group_id", db.Integer, db.ForeignKey("group.id"), primary_key=True),
)


class UserProfile(db.Model):
    id = db.Column(db.BigInteger, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    joined = db.Column(db.DateTime(timezone=True), server_default=db.func.now())
    boss_id = db.Column(db.Integer, db.ForeignKey("user_profile.id"), index=True)
    groups = db.relationship("Group", secondary=membership)


class Manager(UserProfile):
    __mapper_args__ = {"polymorphic_identity": "manager"}
    bonus = db.Column(db.Numeric(10, 2))


class Line(db.Model):
    __tablename__ = "line"
    __table_args__ = (db.ForeignKeyConstraint(["order_no", "item"], ["items.order_no", "items.no"]),)
    order_no = db.Column(db.Integer, primary_key=True)
    item = db.Column(db.SmallInteger, primary_key=True)
    colour = db.Column(ColourType())


class Audited(db.Model):
    __abstract__ = True
    note = db.deferred(db.Column(db.Text))
