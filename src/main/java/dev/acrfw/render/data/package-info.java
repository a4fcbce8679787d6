/** What other programs read: the plan as JSON, and lists of CIDRs. */
package dev.acrfw.render.data;
