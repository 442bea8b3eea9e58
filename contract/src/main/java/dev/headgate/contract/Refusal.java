package dev.headgate.contract;

/**
 * Why an object does not work; a call that would use it is told so ({@code not_programmed}).
 *
 * @param reason CamelCase, as in the object's conditions
 * @param message what is wrong and what to do, for a person
 */
public record Refusal(String reason, String message) {}
