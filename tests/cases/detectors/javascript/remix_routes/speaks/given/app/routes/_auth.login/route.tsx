export default function Login() {}
