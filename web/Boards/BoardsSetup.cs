using System.Text.Json.Serialization.Metadata;
using Hubs.Model;
using Microsoft.AspNetCore.SignalR;

namespace Hubs.Web.Boards;

/// <summary>Live boards and slot search: one listener feeds both.</summary>
public static class BoardsSetup
{
    private const int LargestMessage = 4 * 1024;

    public static void AddBoards(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveBoards>();
        builder.Services.AddSingleton<KnownNetwork>();
        builder.Services.AddSingleton<SlotIndex>();
        builder.Services.AddSingleton<ReadyAnswers>();
        builder.Services.AddSingleton<BoardWatches>();
        builder.Services.AddSingleton<BoardConnections>();
        builder.Services.AddSingleton<HubLifetimeManager<BoardChannel>>(services =>
            services.GetRequiredService<BoardConnections>()
        );
        builder.Services.AddHostedService<DiaryListener>();
        builder
            .Services.AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = LargestMessage;
                options.MaximumParallelInvocationsPerClient = 1;
            })
            .AddJsonProtocol(options =>
            {
                options.PayloadSerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(
                    HubsJson.Default,
                    new DefaultJsonTypeInfoResolver()
                );
                options.PayloadSerializerOptions.Converters.Add(new IsoDurationConverter());
            });
    }

    public static void MapBoards(this WebApplication app) => app.MapHub<BoardChannel>("/boards");
}
