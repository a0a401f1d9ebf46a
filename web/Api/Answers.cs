using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hubs.Web.Api;

/// <summary>Answers of grains as HTTP answers.</summary>
public static class Answers
{
    public static IResult Ok<TReceipt>(Answer<TReceipt> answer)
        where TReceipt : Receipt =>
        answer switch
        {
            { Refusal: { } refusal } => Problems.Of(refusal),
            { Receipt: { } receipt } => new ReadyReceipt<TReceipt>(receipt),
            _ => throw NeitherNor(),
        };

    public static IResult Created<TReceipt>(Answer<TReceipt> answer, Func<TReceipt, string> path)
        where TReceipt : Receipt =>
        answer switch
        {
            { Refusal: { } refusal } => Problems.Of(refusal),
            { Receipt: { } receipt } => new ReadyReceipt<TReceipt>(receipt, path(receipt)),
            _ => throw NeitherNor(),
        };

    public static IResult Accepted<TReceipt>(Answer<TReceipt> answer, string path)
        where TReceipt : Receipt =>
        answer.Refusal is { } refusal
            ? Problems.Of(refusal)
            : TypedResults.Accepted(path, answer.Receipt);

    public static IResult Ok(NetworkAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(answer);

    private static InvalidOperationException NeitherNor() =>
        new("An answer holds neither receipt nor refusal.");

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

/// <summary>A receipt as JSON, made whole and sent with its length in one piece. With a path: 201, and that is where to find what was made.</summary>
internal sealed class ReadyReceipt<TReceipt>(TReceipt receipt, string? path = null)
    : IResult,
        IValueHttpResult
    where TReceipt : Receipt
{
    public object Value => receipt;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext
            .RequestServices.GetRequiredService<IOptions<JsonOptions>>()
            .Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            receipt,
            (JsonTypeInfo<TReceipt>)json.GetTypeInfo(typeof(TReceipt))
        );
        var response = httpContext.Response;
        if (path is not null)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = path;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }
}
