import { Title } from "@solidjs/router";
export default function About() {}
