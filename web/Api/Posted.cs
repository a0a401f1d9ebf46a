using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hubs.Web.Api;

/// <summary>
/// A command as it arrived: the body with every bad field named, and the caller's key. Without an Idempotency-Key it gets a fresh one, which the answer
/// carries so that the caller can repeat it.
/// </summary>
public sealed class Posted<TBody> : IPosted, IBindableFromHttpContext<Posted<TBody>>
    where TBody : class
{
    private TBody? body;
    private CommandInfo? info;

    public IResult? Problem { get; private init; }

    public TBody Body =>
        body
        ?? throw new InvalidOperationException(
            "The endpoint is not in the API group, which answers bad bodies."
        );

    public CommandInfo Info =>
        info
        ?? throw new InvalidOperationException(
            "The endpoint is not in the API group, which answers bad bodies."
        );

#pragma warning disable CA1000 // Minimal APIs look for the binder on the bound type itself.
    public static async ValueTask<Posted<TBody>?> BindAsync(
        HttpContext context,
        ParameterInfo parameter
    )
    {
        _ = parameter;
        var given = context.Request.Headers[PostedBody.KeyHeader].ToString();
        CommandId key;
        if (given.Length == 0)
            key = CommandKeys.Fresh();
        else if (!CommandId.TryParse(given, out key))
            return Refused(PostedBody.KeyHeader, "must be 1 to 100 letters, digits and - . _ : /");
        context.Response.Headers[PostedBody.KeyHeader] = key.Value;

        var (bytes, problem) = await PostedBody.Read(context.Request);
        if (problem is not null)
            return new Posted<TBody> { Problem = problem };

        var options = context
            .RequestServices.GetRequiredService<IOptions<JsonOptions>>()
            .Value.SerializerOptions;
        var (body, faults) = CheckedJson.Parse(
            bytes,
            (JsonTypeInfo<TBody>)options.GetTypeInfo(typeof(TBody))
        );
        if (body is null)
            return new Posted<TBody> { Problem = Problems.BadFields(faults) };

        var keys = context.RequestServices.GetRequiredService<CommandKeys>();
        var why = (body as IHasReason)?.Reason;
        return new Posted<TBody>
        {
            body = body,
            info = new CommandInfo(
                key,
                keys.Fingerprint(context.Request.Method, context.Request.Path, bytes),
                context.Actor(),
                string.IsNullOrWhiteSpace(why) ? null : why
            ),
        };
    }
#pragma warning restore CA1000

    private static Posted<TBody> Refused(string field, string sentence) =>
        new()
        {
            Problem = Problems.BadFields(new Dictionary<string, string[]> { [field] = [sentence] }),
        };
}

/// <summary>What the group's filter sees of any <see cref="Posted{TBody}"/>.</summary>
public interface IPosted
{
    IResult? Problem { get; }
}

public static class PostedBody
{
    public const string KeyHeader = "Idempotency-Key";
    private const int Limit = 64 * 1024;

    public static async ValueTask<(byte[] Bytes, IResult? Problem)> Read(HttpRequest request)
    {
        if (request.ContentLength > Limit)
            return ([], TooLarge);
        if (request.ContentLength is > 0 and var length && request.HasJsonContentType())
        {
            // Most come together with their head, so there is nothing to wait for.
            var body = await request.BodyReader.ReadAtLeastAsync(
                (int)length,
                request.HttpContext.RequestAborted
            );
            var whole = body.Buffer.ToArray();
            request.BodyReader.AdvanceTo(body.Buffer.End);
            return whole.Length == length
                ? (whole, null)
                : throw new BadHttpRequestException("The body ended early.");
        }
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while (
            (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0
        )
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > Limit)
                return ([], TooLarge);
        }
        if (kept.Length > 0 && !request.HasJsonContentType())
            return (
                [],
                Problems.Of("not-json", "Send the body with Content-Type: application/json.")
            );
        // A command that needs nothing said may come without a body.
        return (kept.Length == 0 ? "{}"u8.ToArray() : kept.ToArray(), null);
    }

    private static IResult TooLarge =>
        Problems.Of("too-large", $"The body is over {Limit / 1024} KB.");

    /// <summary>Answers bad requests before the endpoint runs.</summary>
    public static ValueTask<object?> Filter(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        for (var i = 0; i < context.Arguments.Count; i++)
            if (context.Arguments[i] is IPosted { Problem: { } problem })
                return new(problem);
        return next(context);
    }
}
