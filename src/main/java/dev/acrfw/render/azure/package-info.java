/** Azure network security groups: ARM template and az. */
package dev.acrfw.render.azure;
