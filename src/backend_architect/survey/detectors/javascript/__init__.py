"""JavaScript and TypeScript: Express, NestJS, TypeORM, Prisma and what stands around them."""
