export const controller = useRouter();
controller.push("/x", 1);
