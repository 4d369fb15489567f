import jwt from "jsonwebtoken";
import session from "express-session";
import { Strategy as GoogleStrategy } from "passport-google-oauth20";
import { Strategy } from "passport-jwt";
import { Issuer } from "openid-client";
