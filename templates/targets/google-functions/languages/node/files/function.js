// Google's build looks for the function in a file of this name.
import "./dist/google-function.js";
