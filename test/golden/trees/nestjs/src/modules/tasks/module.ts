import { Module } from "@nestjs/common";
import { TaskController } from "./controller.ts";
import { TaskService } from "./service.ts";

@Module({ controllers: [TaskController], providers: [TaskService], exports: [TaskService] })
export class TaskModule {}
