/** Firewalls and routers of vendors, and pf: groups of addresses with a rule each. */
package dev.acrfw.render.appliance;
