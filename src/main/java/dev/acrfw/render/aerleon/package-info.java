/** Definitions and an include for policies of aerleon and capirca. */
package dev.acrfw.render.aerleon;
