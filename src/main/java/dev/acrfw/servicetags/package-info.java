/** The published service tags file: reader, tags and their names, region spellings, clouds. */
package dev.acrfw.servicetags;
