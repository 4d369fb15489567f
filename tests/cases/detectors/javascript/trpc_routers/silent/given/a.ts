const procedure = router({ path: "/x", component: Page }); // no rocedure of tRPC
