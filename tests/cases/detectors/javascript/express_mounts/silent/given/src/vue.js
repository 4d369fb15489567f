import Vue from "vue";
import VueRouter from "vue-router";
import chai from "chai";
import chaiHttp from "chai-http";

Vue.use(VueRouter);
chai.use(chaiHttp);
