using Hubs.Model;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hubs.Web.Api;

/// <summary>What the OpenAPI document says beyond the endpoints themselves.</summary>
public static class ApiDescription
{
    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Hubs",
                    Version = "v1",
                    Description =
                        "Rooms, sessions, slots and appointments of Integrated Healthy Living Centres. Times inside a day are wall time in Europe/London; instants carry their offset. "
                        + "Errors are problem details (RFC 9457) whose type leads to an explanation.",
                };
                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                var type =
                    Nullable.GetUnderlyingType(context.JsonTypeInfo.Type)
                    ?? context.JsonTypeInfo.Type;
                if (
                    type.GetInterfaces()
                        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))
                )
                    Text(
                        schema,
                        null,
                        $"1 to {IdText.MaximumLength} letters, digits and - . _ : /"
                    );
                else if (type == typeof(TimeSpan))
                    Text(schema, "duration", "ISO 8601, such as PT15M");
                else if (type == typeof(SlotStart))
                    Text(
                        schema,
                        null,
                        "A time of day (09:30), or the start of a slot as the search answered it"
                    );
                else if (type == typeof(IsoWeek))
                    Text(schema, null, "An ISO week, such as 2026-W48");
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(
                    Header(
                        "X-Demo-Role",
                        "Acting role in demo mode: receptionist (default), clinician, coordinator, resident"
                    )
                );
                if (context.Description.HttpMethod is not "GET")
                    operation.Parameters.Add(
                        Header(
                            PostedBody.KeyHeader,
                            "Your own key of this command: a repeat with the same key is the same command and gets the same answer. Missing, a fresh one is made and returned"
                        )
                    );
                return Task.CompletedTask;
            }
        );
    }

    private static OpenApiParameter Header(string name, string description) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static void Text(OpenApiSchema schema, string? format, string description)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Description = description;
        schema.Properties?.Clear();
        schema.Required?.Clear();
        schema.Pattern = null;
    }
}
