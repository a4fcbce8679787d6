/** How the environment wants connections to be made: proxies, and whom to trust. */
package dev.acrfw.network;
