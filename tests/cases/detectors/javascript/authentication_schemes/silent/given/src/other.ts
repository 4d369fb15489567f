import { jwtDecode } from "jwt-decode";
import { useSession } from "next-auth/react";
import { auth } from "./passport-jwt";
