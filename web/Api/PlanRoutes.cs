using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>Plans in the API: for coordinators, below /plans/{week}. A text that is no week is answered 404 before any endpoint runs.</summary>
internal static class PlanRoutes
{
    public static RouteGroupBuilder MapPlanOfWeek(this RouteGroupBuilder api, string below = "") =>
        api.MapGroup($"plans/{{week}}{below}").AddPlanAnswers().AddEndpointFilter(KnowWeek);

    public static RouteGroupBuilder AddPlanAnswers(this RouteGroupBuilder plans) =>
        plans
            .WithTags("Plans")
            .RequireAuthorization(Callers.Coordinators)
            .ProducesValidationProblem()
            .ProducesProblem(404);

    /// <summary>The plan of the week in the path, which the group has checked.</summary>
    public static IPlanGrain Plan(this IGrainFactory grains, string week) =>
        grains.Plan(Parsed(week));

    public static IsoWeek Parsed(string week) =>
        IsoWeek.TryParse(week, out var iso)
            ? iso
            : throw new InvalidOperationException(
                $"'{week}' is not a week, and the endpoint is not in the group that checks it."
            );

    private static async ValueTask<object?> KnowWeek(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var week = context.HttpContext.GetRouteValue("week") as string ?? "";
        return IsoWeek.TryParse(week, out _) ? await next(context) : Problems.Unknown("week", week);
    }
}
