export async function loader() {}
export async function action() {}
export default function Order() {}
