import { Collection, Entity, Enum, Index, ManyToMany, ManyToOne, OneToMany, OneToOne, PrimaryKey, Property, Rel } from "@mikro-orm/core";
import { Author } from "./author";

export abstract class Base {
  @PrimaryKey({ type: "number" })
  id: number;

  @Property()
  createdAt: Date = new Date();
}

@Entity({ tableName: "articles" })
@Index({ properties: ["slug", "createdAt"], name: "articles_slug" })
export class Article extends Base {
  @Property({ unique: true, length: 80 })
  slug: string;

  @Property({ type: "text", nullable: true })
  longText?: string;

  @Property({ default: 0 })
  favouritesCount = 0;

  @Enum({ items: ["draft", "live"] })
  state = "draft";

  @Property({ persist: false })
  label: string;

  @ManyToOne(() => Author, { deleteRule: "cascade" })
  author: Rel<Author>;

  @OneToMany(() => Comment, (comment) => comment.article)
  comments = new Collection<Comment>(this);

  @ManyToMany({ entity: () => Tag, pivotTable: "article_tags", joinColumn: "article_id" })
  tags = new Collection<Tag>(this);
}

@Entity()
export class Tag extends Base {
  @Property()
  tagName: string;

  @ManyToMany(() => Article, (article) => article.tags)
  articles = new Collection<Article>(this);
}
