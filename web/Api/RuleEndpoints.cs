using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

/// <summary>What the allocator's rules are and weigh.</summary>
public static class RuleEndpoints
{
    public static void MapRules(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("rules")
            .WithTags("Plans")
            .RequireAuthorization(Callers.Coordinators)
            .ProducesProblem(409);
        rules
            .MapGet("", All)
            .WithSummary(
                "Every rule of the allocator, and what it weighs now; hard ones weigh nothing"
            )
            .Produces<WeighedRule[]>();
        rules
            .MapPut("weights", SetWeights)
            .WithSummary("Replace the weights; a rule not named goes back to its default")
            .Accepts<RuleWeightsBody>("application/json")
            .ProducesValidationProblem()
            .Produces<NetworkAnswer>();
        rules
            .MapPut("weights/{hub}", SetHubWeights)
            .WithSummary(
                "Replace the weights one hub has of its own; a rule not named weighs there what it weighs everywhere"
            )
            .WithDescription(
                "Only rules whose breaches happen at one hub (isPerHub). Hard rules cannot be turned off."
            )
            .Accepts<RuleWeightsBody>("application/json")
            .ProducesValidationProblem()
            .ProducesProblem(404)
            .Produces<NetworkAnswer>();
        rules
            .MapGet("changes", Changes)
            .WithSummary("Who changed what of the configuration, the newest first")
            .Produces<NetworkChange[]>();
    }

    private static async Task<IResult> Changes(IGrainFactory grains) =>
        TypedResults.Ok(await grains.Network.Changes());

    private static async Task<IResult> SetHubWeights(
        HubId hub,
        Posted<RuleWeightsBody> posted,
        KnownNetwork configuration,
        HttpContext context
    )
    {
        if (await configuration.UnknownHub(hub) is { } unknown)
            return unknown;
        return Answers.Ok(
            await configuration.Change(network =>
                network.SetHubWeights(
                    hub,
                    posted.Body.Weights,
                    posted.Body.Version,
                    context.Actor()
                )
            )
        );
    }

    private static async Task<IResult> All(IGrainFactory grains, HttpContext context) =>
        Answers.Versioned(
            context,
            (await grains.Network.Get()).Version,
            await grains.Network.Rules()
        );

    private static async Task<IResult> SetWeights(
        Posted<RuleWeightsBody> posted,
        KnownNetwork configuration,
        HttpContext context
    ) =>
        Answers.Ok(
            await configuration.Change(network =>
                network.SetWeights(posted.Body.Weights, posted.Body.Version, context.Actor())
            )
        );
}

public sealed record RuleWeightsBody
{
    /// <summary>The version of the network the weights were decided on: the ETag of GET rules.</summary>
    public required long Version { get; init; }
    public required ImmutableArray<RuleWeight> Weights { get; init; }
}
