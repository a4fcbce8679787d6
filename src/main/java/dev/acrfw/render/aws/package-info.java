/** Amazon Web Services: managed prefix lists. */
package dev.acrfw.render.aws;
