package dev.rostrum.service.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/** What is wrong, in the words of the document and not of the library that read it. */
final class Problem {
    private Problem() {}

    static String of(JsonProcessingException problem) {
        String where = problem instanceof JsonMappingException mapping ? path(mapping) : "";
        Throwable inner = problem;
        while (inner instanceof JsonMappingException && inner.getCause() instanceof JsonProcessingException cause) {
            inner = cause; // a fault of the text, wrapped only to say where
        }
        return switch (inner) {
            case InvalidNullException missing ->
                "'" + (where.isEmpty() ? missing.getPropertyName().getSimpleName() : where) + "' is missing";
            case InvalidTypeIdException kind ->
                "'" + (where.isEmpty() ? "" : where + ".") + discriminator(kind) + "' is "
                        + (kind.getTypeId() == null ? "missing" : kind.getTypeId() + ", which is unknown");
            case InvalidFormatException format -> of(where) + "is " + format.getValue() + ", which cannot stand there";
            case ValueInstantiationException refused ->
                of(where)
                        + (refused.getCause() == null
                                ? refused.getOriginalMessage()
                                : refused.getCause().getMessage());
            case MismatchedInputException other -> of(where) + kind(other, where.isEmpty());
            case StreamReadException broken ->
                problem instanceof JsonMappingException
                        ? of(where) + broken.getOriginalMessage()
                        : "no JSON: " + broken.getOriginalMessage();
            default ->
                of(where)
                        + String.valueOf(inner.getMessage()).lines().findFirst().orElse("");
        };
    }

    /** The field that says which of a sealed family it is. */
    private static String discriminator(InvalidTypeIdException kind) {
        JsonTypeInfo info = kind.getBaseType().getRawClass().getAnnotation(JsonTypeInfo.class);
        return info == null ? "" : info.property();
    }

    private static String kind(MismatchedInputException other, boolean whole) {
        if (other.getOriginalMessage().startsWith("Trailing token")) {
            return "something follows the JSON document";
        }
        boolean list = other.getTargetType() != null && other.getTargetType().isArray();
        return whole
                ? "a JSON " + (list ? "list" : "object") + " is expected"
                : "is of another kind than what belongs there";
    }

    private static String of(String where) {
        return where.isEmpty() ? "" : "'" + where + "' ";
    }

    private static String path(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
