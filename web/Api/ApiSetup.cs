using System.Text.Json.Serialization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo;
using Hubs.Web.Boards;
using Microsoft.AspNetCore.Http.Json;

namespace Hubs.Web.Api;

/// <summary>The JSON API: everything the pages can do, under /api/v1, described at /openapi/v1.json.</summary>
public static class ApiSetup
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, HubsJson.Default);
            options.SerializerOptions.Converters.Add(new IsoDurationConverter());
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        builder.Services.AddOpenApi("v1", ApiDescription.Describe);
        builder.Services.AddSingleton<UkCalendar>();
        builder.Services.AddSingleton(services => new CommandKeys(
            SecretFile.ReadOrMake(
                Path.Combine(services.GetRequiredService<SiloFolders>().Keys, "commands")
            )
        ));
        builder.Services.AddSingleton<ResidentSealing>();
        builder.Services.AddSingleton<SessionByHand>();
        builder.Services.AddSingleton<AppointmentFinder>();
        builder.Services.AddSingleton<Pages.Desk.DeskWork>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api/v1")
            .AddEndpointFilter(PostedBody.Filter)
            .AddEndpointFilter(KeepPromises);
        api.MapHubs();
        api.MapSlots();
        api.MapAppointments();
        api.MapDesk();
        api.MapSessions();
        api.MapClinicians();
        api.MapCalendars();
        api.MapPlans();
        api.MapPlanReasons();
        api.MapPlanSteps();
        api.MapRules();
        api.MapRepairs();
        api.MapImports();
        api.MapJobs();
    }

    /// <summary>
    /// Whoever was told of a change finds it in the next search and on the next board. Twice unconfirmed: the caller asks again with the same key, which the answer
    /// carries.
    /// </summary>
    private static async ValueTask<object?> KeepPromises(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            var answer = await next(context);
            if (answer is IValueHttpResult { Value: Receipt receipt })
                context
                    .HttpContext.RequestServices.GetRequiredService<LiveBoards>()
                    .Expect(receipt);
            return answer;
        }
        catch (NotConfirmedException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return Problems.Of(
                ProblemKinds.NotConfirmed,
                "Saving failed on the way, so it is not known whether this was done. Send the same request with the same Idempotency-Key."
            );
        }
    }
}
