// npm run build: builds the pages. `npm start` and `npm test` do it by themselves; an image is built with it.
import { buildPages } from "./setup.mjs";

buildPages();
