using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Configuration;
using Hubs.Web.Boards;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

/// <summary>What an import would change, for whoever confirms it; <see cref="Version"/> is the configuration it was compared with.</summary>
public sealed record ImportPreviewBody(
    string Kind,
    long Version,
    ImmutableArray<ImportedRow> Added,
    ImmutableArray<ImportedChange> Changed,
    ImmutableArray<ImportedRow> Removed,
    int Unchanged,
    ImmutableArray<Fault> Faults
);

/// <summary>Rooms, clinics and clinicians as spreadsheets, in and out.</summary>
public static class ImportEndpoints
{
    public static void MapImports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("")
            .WithTags("Spreadsheets")
            .RequireAuthorization(Callers.Coordinators);
        group
            .MapPost("imports/{kind}/preview", Preview)
            .WithSummary(
                "What a CSV file of rooms, clinics or clinicians would change, and every fault in it. Changes nothing"
            )
            .Accepts<string>("text/csv")
            .Produces<ImportPreviewBody>()
            .ProducesProblem(404);
        group
            .MapPost("imports/{kind}", Import)
            .WithSummary(
                "Put the file in force, if the configuration still is the version that was previewed"
            )
            .Accepts<string>("text/csv")
            .Produces<ImportPreviewBody>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapGet("exports/{kind}", Export)
            .WithSummary("The rooms, clinics or clinicians in force as CSV")
            .Produces<string>(200, "text/csv")
            .ProducesProblem(404);
    }

    private static async Task<IResult> Preview(
        string kind,
        IGrainFactory grains,
        HttpContext context
    )
    {
        if (!TryKind(kind, out var known))
            return UnknownKind(kind);
        var (preview, version) = await Read(known, grains, context);
        return TypedResults.Ok(Body(preview, version));
    }

    private static async Task<IResult> Import(
        string kind,
        long version,
        IGrainFactory grains,
        KnownNetwork configuration,
        HttpContext context
    )
    {
        if (!TryKind(kind, out var known))
            return UnknownKind(kind);
        var (preview, _) = await Read(known, grains, context);
        if (preview.Result is not { } network)
            return Problems.BadFields(
                preview
                    .Faults.GroupBy(fault => fault.Path)
                    .ToDictionary(
                        group => group.Key,
                        group => group.Select(f => f.Sentence).ToArray()
                    )
            );
        var answer = await Confirmed.Once(() =>
            configuration.Change(known => known.Configure(network, version, context.Actor()))
        );
        return answer.Refusal is { } refusal
            ? Problems.Of(refusal)
            : TypedResults.Ok(Body(preview, answer.Version));
    }

    private static async Task<IResult> Export(string kind, IGrainFactory grains) =>
        TryKind(kind, out var known)
            ? TypedResults.File(
                CsvExport.Write(known, (await grains.Network.Get()).Network),
                "text/csv; charset=utf-8",
                $"{known.ToString().ToLowerInvariant()}.csv"
            )
            : UnknownKind(kind);

    private static async Task<(ImportPreview Preview, long Version)> Read(
        CsvKind kind,
        IGrainFactory grains,
        HttpContext context
    )
    {
        var current = await grains.Network.Get();
        var preview = await CsvImport.ReadAsync(
            kind,
            context.Request.Body,
            current.Network,
            context.RequestAborted
        );
        return (preview, current.Version);
    }

    private static ImportPreviewBody Body(ImportPreview preview, long version) =>
        new(
            preview.Kind.ToString().ToLowerInvariant(),
            version,
            preview.Added,
            preview.Changed,
            preview.Removed,
            preview.Unchanged.Length,
            preview.Faults
        );

    private static bool TryKind(string text, out CsvKind kind) =>
        Enum.TryParse(text, ignoreCase: true, out kind) && Enum.IsDefined(kind);

    private static IResult UnknownKind(string kind) =>
        Problems.Unknown(
            "kind",
            kind,
            Enum.GetNames<CsvKind>().Select(name => name.ToLowerInvariant())
        );
}
