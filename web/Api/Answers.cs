using System.Globalization;
using Hubs.Model;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

/// <summary>Answers of grains as HTTP answers.</summary>
public static class Answers
{
    public static IResult Ok<TReceipt>(Answer<TReceipt> answer)
        where TReceipt : Receipt =>
        answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(answer.Receipt);

    public static IResult Created<TReceipt>(Answer<TReceipt> answer, Func<TReceipt, string> path)
        where TReceipt : Receipt =>
        answer switch
        {
            { Refusal: { } refusal } => Problems.Of(refusal),
            { Receipt: { } receipt } => TypedResults.Created(path(receipt), receipt),
            _ => throw new InvalidOperationException(
                "An answer holds neither receipt nor refusal."
            ),
        };

    public static IResult Accepted<TReceipt>(Answer<TReceipt> answer, string path)
        where TReceipt : Receipt =>
        answer.Refusal is { } refusal
            ? Problems.Of(refusal)
            : TypedResults.Accepted(path, answer.Receipt);

    /// <summary>The value with its version as ETag; 304 for a reader who has it already. Shared caches keep nothing.</summary>
    public static IResult Versioned<T>(HttpContext context, long version, T value)
    {
        var tag = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{version}-{context.Actor().Role}\""
        );
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch.Any(known =>
            known is not null && known.Split(',').Any(t => t.Trim() == tag || t.Trim() == "*")
        )
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(value);
    }
}
