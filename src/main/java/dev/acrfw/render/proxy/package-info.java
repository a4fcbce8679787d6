/** Proxies: Squid. */
package dev.acrfw.render.proxy;
