// The one service worker of the site, served as /sw.js. Each module beside it adds what it listens to.
import "./push.js";
import "./offline.js";
